import { S3ServiceException } from '@aws-sdk/client-s3'

const REASONS: Record<string, string> = {
  NoSuchBucket: 'there is no such bucket',
  AccessDenied: 'access denied',
  InvalidAccessKeyId: 'the access key is unknown',
  SignatureDoesNotMatch: 'the secret key is wrong',
  CredentialsProviderError: 'no AWS credentials found',
  TimeoutError: 'it did not answer in time',
}

/** What a failed request comes down to, for people. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  if (error.name === 'PreconditionFailed') return 'somebody else wrote it at the same time'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return REASONS[error.name] ? `${REASONS[error.name]} (${error.name})` : code === 'Error' ? error.message : code
}

/** Whether the store understood the request and will not do it. */
export function isRefusal(error: unknown): boolean {
  const status = error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0
  return (status >= 400 && status < 500) || status === 501
}

/** null for an object that is not there; a bucket that is not there is an error. HEAD answers carry no code, only 404. */
export async function ignoreMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    const isMissing = error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'NotFound')
    if (isMissing) return null
    throw error
  }
}
