/** A light colour for a new type, `#rrggbb`: the same for the same value, readable on any picture. */
export function tagTypeColour(value: string): string {
  const hash = [...value].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7)
  return hslToHex(hash % 360, 0.9, 0.7 + ((hash >>> 9) % 12) / 100)
}

function hslToHex(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number) => {
    const place = (offset + hue / 30) % 12
    const level = lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))
    return Math.round(level * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}
