import type { MetadataRoute } from 'next'

/** How the site looks when it is installed: https://www.w3.org/TR/appmanifest/ */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Map the Paths',
    short_name: 'Paths',
    description: 'Street-level photos of paths: kept safe for photographers, open to everyone.',
    lang: 'en',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f5f2ea',
    theme_color: '#1d5a41',
    categories: ['photo', 'navigation', 'travel'],
    icons: [
      { src: '/icons/192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    ],
    shortcuts: [
      { name: 'Sequences', url: '/sequences' },
      { name: 'Viewpoints', url: '/viewpoints' },
    ],
  }
}
