type Settings = { INNGEST_DEV?: string | undefined; INNGEST_BASE_URL?: string | undefined }

/** Where the Inngest Dev Server is that the SDK would use, or null when it is not in dev mode. */
export function devServerUrl({ INNGEST_DEV = '0', INNGEST_BASE_URL }: Settings): string | null {
  if (['0', 'false'].includes(INNGEST_DEV.toLowerCase())) return null
  return URL.canParse(INNGEST_DEV) ? INNGEST_DEV : (INNGEST_BASE_URL ?? 'http://127.0.0.1:8288')
}
