// Text in boxes of a fixed width.

/** How wide a text is drawn. */
export type Measure = (text: string) => number;

/** More letters than any box has room for. */
const longest = 500;

/** As much of a text as has room, in one line; the whole is in the box's tooltip. */
export function fitted(text: string, room: number, measure: Measure): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (measure(line) <= room) {
    return line;
  }
  const letters = Array.from(new Intl.Segmenter().segment(line.slice(0, longest)), ({ segment }) => segment); // half of an emoji is none
  let fits = 0;
  let exceeds = letters.length;
  while (exceeds - fits > 1) {
    const middle = (fits + exceeds) >> 1;
    if (measure(`${letters.slice(0, middle).join('')}…`) <= room) {
      fits = middle;
    } else {
      exceeds = middle;
    }
  }
  return `${letters.slice(0, fits).join('').trimEnd()}…`;
}
