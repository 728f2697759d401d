import { avatarColor } from './avatar'
import type { DemoUser, World } from './world'

type Page = { refusal: string } | { world: World; request: URLSearchParams; target: URL }

const STYLE = `
:root{color-scheme:light dark;--page:#f4f6f5;--card:#fff;--ink:#17211d;--soft:#5a6a63;--line:#dde4e0;--accent:#0b7a53}
@media(prefers-color-scheme:dark){:root{--page:#0f1513;--card:#18201d;--ink:#e8efeb;--soft:#9db0a7;--line:#2a3530;--accent:#4cc796}}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:1.5rem;background:var(--page);color:var(--ink);
font:1rem/1.5 system-ui,sans-serif}
main{width:min(26rem,100%);background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.75rem}
h1{margin:.75rem 0 .25rem;font-size:1.35rem;line-height:1.25}
p{margin:0 0 1.25rem;color:var(--soft)}
.badge{display:inline-block;padding:.1rem .6rem;border-radius:1rem;border:1px solid var(--accent);color:var(--accent);font-size:.8rem;font-weight:600}
form{display:grid;gap:.6rem}
button{font:inherit;color:inherit;text-align:left;display:flex;gap:.85rem;align-items:center;width:100%;padding:.7rem .85rem;
background:none;border:1px solid var(--line);border-radius:.7rem;cursor:pointer}
button:hover,button:focus-visible{border-color:var(--accent);outline:2px solid var(--accent);outline-offset:-1px}
button small{display:block;color:var(--soft)}
.face{flex:none;width:2.5rem;height:2.5rem;border-radius:50%;display:grid;place-items:center;color:#fff;font-weight:700}
.cancel{justify-content:center;border-color:transparent;color:var(--soft)}
`

/** The authorize page as HTML: whom to be, or why not. */
export function connectPage(page: Page): string {
  const content = 'refusal' in page ? refusal(page.refusal) : choice(page.world, page.request, page.target)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Demo Mapillary</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main><span class="badge">Demo Mapillary</span>${content}</main></body></html>`
}

const refusal = (why: string) => `<h1>This does not work</h1><p>${escapeHtml(why)}</p>`

function choice(world: World, request: URLSearchParams, target: URL): string {
  const kept = ['client_id', 'response_type', 'scope', 'redirect_uri', 'state']
    .filter((name) => request.has(name))
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(request.get(name) ?? '')}">`)
  return `<h1>Who would you like to be?</h1>
<p>This is not the real Mapillary: its people and places are made up, and no password is asked. You go on to ${escapeHtml(target.host)}.</p>
<form method="get" action="/connect">${kept.join('')}${world.users.map((user) => person(world, user)).join('')}
<button class="cancel" name="cancel" value="1">Cancel</button></form>`
}

function person(world: World, user: DemoUser): string {
  const own = world.sequences.filter((sequence) => sequence.owner === user)
  const photos = own.reduce((sum, sequence) => sum + sequence.photos.length, 0)
  const about =
    own.length === 0 ? 'No photos: a visitor' : `${count(own.length, 'sequence')}, ${count(photos, 'photo')}`
  const name = escapeHtml(user.username)
  return `<button name="as" value="${name}" aria-label="Continue as ${name}">
<span class="face" style="background:${avatarColor(user.username)}" aria-hidden="true">${escapeHtml(user.username.slice(0, 1).toUpperCase())}</span>
<span>Continue as ${name}<small>${about}</small></span></button>`
}

const count = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
