/** In the order of this round: another one begins in each, and each has either neighbour before it as often. */
export const inTurn = (all, round) =>
  all.map((_, place) => {
    const at = round % 2 ? all.length - 1 - place : place;
    return all[(at + round) % all.length];
  });
