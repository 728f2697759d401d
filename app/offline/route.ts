import { CACHE_CONTROL } from '@/lib/server/http/cache-control'

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>No connection · Map the Paths</title>
<style>
:root{color-scheme:light dark}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:1.5rem;box-sizing:border-box;text-align:center;
font:1rem/1.6 ui-sans-serif,system-ui,sans-serif;background:light-dark(#f5f2ea,#131712);color:light-dark(#1d231e,#ecebe1)}
main{max-width:28rem}
img{width:4rem;height:4rem}
h1{font-size:1.5rem;margin:1rem 0 .5rem}
p{margin:0 0 1.5rem;color:light-dark(#555b50,#aeb3a4)}
a{display:inline-block;margin:.25rem;padding:.6rem 1.2rem;border-radius:.625rem;color:inherit;border:1px solid light-dark(#938b7a,#6b7567);text-decoration:none}
a.first{background:light-dark(#1d5a41,#7fc79f);color:light-dark(#f7fbf6,#0b2016);border-color:transparent}
</style>
</head>
<body>
<main>
<img src="/icon.svg" alt="">
<h1>There is no connection</h1>
<p>This page was not kept on your device. The photos and lists that you looked at last are still here: go back to them, or try again when you are online.</p>
<a class="first" href="">Try again</a>
<a href="/">Map the Paths</a>
</main>
</body>
</html>
`

/** What the service worker shows when a page can neither be fetched nor is kept. It needs no other file but the icon. */
export function GET() {
  return new Response(PAGE, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': CACHE_CONTROL.publicRevalidate },
  })
}
