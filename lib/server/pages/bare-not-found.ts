/** What Next.js answers where a page finds out while it is being drawn that there is nothing: a document that only its scripts fill. */
const BARE = /(<html id="__next_error__">[\s\S]*<body>)/

const WORDS =
  '<noscript><h1>This path leads nowhere</h1><p>What you look for was removed, is private, or never was here.</p><p><a href="/">Go to the map</a></p></noscript>'

/** Gives such a document words for whoever has no scripts. Any other page stays as it is. */
export function tellWithoutScripts(page: Buffer): Buffer {
  const text = page.toString()
  return BARE.test(text) ? Buffer.from(text.replace(BARE, `$1${WORDS}`)) : page
}
