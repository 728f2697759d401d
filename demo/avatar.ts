import { hash } from './random'

/** A user's colour, dark enough for white letters. */
export const avatarColor = (username: string) => `hsl(${hash(`avatar:${username}`) % 360} 45% 40%)`

/** A round face without letters, since a demo cannot count on fonts. */
export function avatarSvg(username: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="${avatarColor(username)}"/>
<circle cx="48" cy="38" r="17" fill="#fff" opacity=".9"/><path d="M14 96c0-25 15-37 34-37s34 12 34 37z" fill="#fff" opacity=".9"/></svg>`
}
