import limitTo from 'p-limit'
import { AppError } from '@/lib/errors'
import {
  type RequestedImport,
  type Requester,
  type RequestImportInput,
  type RequestTools,
  requestImport,
} from './request-import'

export type Refused = { key: string; reason: string }

const AT_ONCE = 8

/** Asks for several imports; one that is refused keeps no other back. A refused login is thrown on (UNAUTHENTICATED). */
export async function requestImports(
  tools: RequestTools,
  user: Requester,
  inputs: RequestImportInput[],
): Promise<{ accepted: RequestedImport[]; refused: Refused[] }> {
  const limit = limitTo(AT_ONCE)
  const results = await Promise.all(inputs.map((input) => limit(() => requestOrRefuse(tools, user, input))))
  return {
    accepted: results.filter((result) => 'importId' in result),
    refused: results.filter((result) => 'reason' in result),
  }
}

async function requestOrRefuse(
  tools: RequestTools,
  user: Requester,
  input: RequestImportInput,
): Promise<RequestedImport | Refused> {
  try {
    return await requestImport(tools, user, input)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'UNAUTHENTICATED') throw error
    return { key: input.mapillarySequenceKey, reason: error.message }
  }
}
