import { expect } from '@playwright/test'

/** A picture as browsers get it once its WebP is drawn: until then they are sent the JPEG. */
export async function fetchWebp(url: string): Promise<Response> {
  const ask = () => fetch(url, { headers: { accept: 'image/avif,image/webp,image/*,*/*;q=0.8' } })
  await expect
    .poll(async () => (await ask()).headers.get('content-type'), { message: url, timeout: 20_000 })
    .toBe('image/webp')
  return ask()
}
