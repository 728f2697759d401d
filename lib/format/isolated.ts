const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A name for a sentence that can hold no markup: one in a right-to-left script is set apart, so that the words and numbers around it keep their
 * places, https://www.w3.org/International/questions/qa-bidi-unicode-controls. In markup `<bdi>` does the same.
 */
export function isolated(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}
