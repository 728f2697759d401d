import { expect, test } from 'vitest'
import { createPictureHosts } from '@/lib/mapillary/picture-hosts'

const isPictureUrl = createPictureHosts({
  apiUrl: 'https://api.example:8443/v3',
  imagesUrl: 'http://127.0.0.1:4000/images',
})

test.each([
  'https://api.example:8443/v3/images/k1/download_original?client_id=1',
  'https://api.example:8443/elsewhere',
  'http://127.0.0.1:4000/images/k1/thumb-320.jpg',
  'https://scontent-fra3-1.xx.fbcdn.net/m1/v/t6/abc?sig=1',
  'https://X.FBCDN.NET/a.jpg',
])('%s may be fetched', (url) => {
  expect(isPictureUrl(new URL(url))).toBe(true)
})

test.each([
  'http://api.example:8443/v3',
  'https://api.example/v3',
  'https://127.0.0.1:4000/images',
  'http://127.0.0.1:4001/images',
  'http://scontent.xx.fbcdn.net/a.jpg',
  'https://scontent.xx.fbcdn.net:8443/a.jpg',
  'https://fbcdn.net/a.jpg',
  'https://evilfbcdn.net/a.jpg',
  'https://x.fbcdn.net.evil.example/a.jpg',
  'https://x.fbcdn.net./a.jpg',
  'https://user@x.fbcdn.net/a.jpg',
  'https://x.fbcdn.net@evil.example/a.jpg',
  'https://evil.example/?x.fbcdn.net',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'data:image/jpeg;base64,/9j/',
])('%s may not be fetched', (url) => {
  expect(isPictureUrl(new URL(url))).toBe(false)
})
