const LONGEST = 40

/** The value of a new type, made of its label and its parent: `surface--wet-leaves`. Null when the label has no usable letters. */
export function tagTypeValue(label: string, parent: string | null): string | null {
  const own = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  if (own === '') return null
  return parent === null ? own : `${parent}--${own}`
}
