/** Who speaks and who is spoken to. */
export type Lane = 'frame' | 'page' | 'provider';

/** What a row means: as it should be, lost, or unimportant. */
export type Tone = 'plain' | 'good' | 'bad' | 'quiet';

/** A row of the diagram. No text in it is taken from a token or a person. */
export interface Entry {
  readonly id: number;
  /** In ms since the page was navigated to. */
  readonly at: number;
  readonly from: Lane;
  readonly to: Lane;
  /** The number of the frame it is about. */
  readonly frame?: number | undefined;
  label: string;
  /** The result. */
  note: string;
  tone: Tone;
  /** How many that are alike, one after the other. */
  count: number;
  /** Goes up with every change. */
  version: number;
}

const MAX_ENTRIES = 1_000;

/** What has happened, oldest first. */
export class Log {
  entries: Entry[] = [];
  /** How many were let go, to keep to the limit. */
  lost = 0;
  private last = 0;

  constructor(private readonly changed: () => void) {}

  /** `before`: what this row has led to, which a coarse clock may give the same time. */
  add(row: Omit<Entry, 'id' | 'note' | 'tone' | 'count' | 'version'> & Partial<Entry>, before?: Entry): Entry {
    const id = before ? before.id - 0.5 : ++this.last;
    const entry: Entry = { note: '', tone: 'plain', count: 1, version: 0, ...row, id };
    this.entries.push(entry);
    // A frame that was there before the inspector has its events replayed, out of turn.
    this.entries.sort((a, b) => a.at - b.at || a.id - b.id);
    while (this.entries.length > MAX_ENTRIES) {
      this.entries.shift();
      this.lost++;
    }
    this.changed();
    return entry;
  }

  amend(entry: Entry, note: string, tone: Tone): void {
    Object.assign(entry, { note, tone });
    entry.version++;
    this.changed();
  }

  /** Takes an entry into the one before it, if they are alike but for the values in the label. */
  fold(entry: Entry): void {
    const index = this.entries.indexOf(entry);
    const before = this.entries[index - 1];
    const word = ({ label }: Entry) => label.split(' ')[0];
    const isAlike =
      before &&
      before.frame === entry.frame &&
      before.from === entry.from &&
      before.to === entry.to &&
      before.note === entry.note &&
      before.tone === entry.tone &&
      word(before) === word(entry);
    if (!isAlike) return;
    this.entries.splice(index, 1);
    before.label = entry.label;
    before.count += entry.count;
    before.version++;
    this.changed();
  }

  clear(): void {
    this.entries = [];
    this.lost = 0;
    this.changed();
  }
}
