const SCRIPT = /<script src="([^"]+)"(?: async=""| nonce="[^"]*"){2}><\/script>/g
const PRELOADED_SCRIPT = /<link rel="preload" as="script"[^>]*>/g
const FIRST_PICTURE = /<img [^>]*fetchPriority="high"/

/** Whether the page has a picture that comes before anything else. */
export function hasFirstPicture(page: string): boolean {
  return FIRST_PICTURE.test(page)
}

/**
 * Has a page whose picture comes first ask for its scripts once that has come, or somebody presses something: on a slow line they would take
 * the picture's place (docs/decisions/017). A page without such a picture stays as it is. `sheets`: addresses of styles that are asked for after them.
 */
export function delayScripts(page: string, nonce: string, sheets: string[] = []): string {
  if (!hasFirstPicture(page)) return page
  const sources: string[] = []
  const without = page.replace(PRELOADED_SCRIPT, '').replace(SCRIPT, (_tag, source: string) => {
    sources.push(source)
    return ''
  })
  const loader = `<script nonce="${nonce}" data-late="${sources.join(' ')}" data-sheets="${sheets.join(' ')}">${LOADER}</script>`
  return sources.length === 0 ? page : without.replace('</body>', () => `${loader}</body>`)
}

/**
 * Runs in the page. Whoever listens for the picture's load asks before the load of the page, which so waits for the scripts too. Where the picture
 * comes late, scripts wait three seconds for it and no longer.
 */
const LOADER = `(()=>{
const{nonce,dataset:{late,sheets}}=document.currentScript,picture=document.querySelector('img[fetchpriority="high"]');
let isAsked=false;
const ask=()=>{
if(isAsked)return;
isAsked=true;
for(const src of late.split(' '))document.head.append(Object.assign(document.createElement('script'),{src,nonce,async:true}));
for(const href of sheets.split(' ').filter(Boolean)){
const sheet=Object.assign(document.createElement('link'),{rel:'stylesheet',href,nonce,fetchPriority:'low'});
sheet.dataset.precedence='next';
document.head.append(sheet)
}
};
if(!picture||picture.complete)ask();
for(const event of['load','error'])picture?.addEventListener(event,ask);
for(const event of['pointerdown','keydown'])addEventListener(event,ask,{once:true,capture:true});
setTimeout(ask,3000)
})()`
