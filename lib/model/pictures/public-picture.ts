/** The header by which a browser knows that everybody may see a picture: only those are kept for a bad line. */
export const PUBLIC_PICTURE = 'x-public-picture'
