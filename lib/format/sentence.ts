/** A name inside a sentence: "stop sign", but "CCTV camera". */
export function inSentence(name: string): string {
  return name.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase())
}

/** So many of a thing: "traffic light", "2 benches", "3 signs (front)". */
export function counted(name: string, count: number): string {
  if (count === 1) return name
  const [, things = name, rest = ''] = /^(.*?)( \(.*\)| of the camera)?$/.exec(name) ?? []
  return `${count} ${plural(things)}${rest}`
}

function plural(name: string): string {
  if (/person$/.test(name)) return name.replace(/person$/, 'people')
  if (/^group of /.test(name)) return name.replace('group', 'groups')
  if (/(s|x|ch|sh)$/.test(name)) return `${name}es`
  if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, 'ies')
  return `${name}s`
}
