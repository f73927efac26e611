type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Takes a value of exactly this type. */
export const is =
  <Wanted>() =>
  <Found>(_value: Found, ..._same: Same<Wanted, Found> extends true ? [] : [never]) => {};
