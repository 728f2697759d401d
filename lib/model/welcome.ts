/** Set in browsers of those who know what this site is. Read when the map page is rendered, so that nothing jumps. */
export const WELCOMED_COOKIE = 'welcomed'
