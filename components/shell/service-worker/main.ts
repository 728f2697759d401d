import { answer, prepare, type Tools } from './kept-answers'

// The types of service workers (lib.webworker) and of pages (lib.dom) cannot be loaded side by side.
type WorkEvent = Event & { waitUntil: (work: Promise<unknown>) => void }
type FetchEvent = Event & { request: Request; respondWith: (response: Promise<Response>) => void }
declare const clients: { claim: () => Promise<void> }
declare function skipWaiting(): Promise<void>

const tools: Tools = { caches, fetch: (request) => fetch(request), now: Date.now, origin: location.origin }

addEventListener('install', (event) => (event as WorkEvent).waitUntil(prepare(tools).then(skipWaiting)))
addEventListener('activate', (event) => (event as WorkEvent).waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent
  const response = answer(tools, request)
  if (response) respondWith.call(event, response)
})
