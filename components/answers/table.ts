import * as z from 'zod/mini'
import { MapStyle } from '@/components/map/style/map-style'
import { Blurs } from './blurs'
import { ImportableChoice, ImportableLines, ImportableSequences } from './importable'
import { Import } from './imports'
import { Suggestions, TileJson } from './map'
import { AccountDeletion, ExcludedAreas, PasskeyChallenge } from './people'
import { Favourite, NearbyPhotos, PhotoDetails, PhotoNeighbours, PhotoPage, ViewpointMark } from './photos'
import { Report, ReportTaken } from './reports'
import { RestoreCode, RestoreProgress } from './restore'
import {
  RequestedImport,
  Sequence,
  SequenceChanges,
  SequenceDeletion,
  SequenceEditResults,
  SequencePhotoIds,
  SequenceProfile,
} from './sequences'
import { RemovedTags, Tag, TagHistory, TagRemoval, TagTypes } from './tags'

const SCHEMAS = {
  AccountDeletion,
  Blurs,
  Done: z.looseObject({}), // what is answered is shown with the page
  ExcludedAreas,
  Favourite,
  Import,
  ImportableChoice,
  ImportableLines,
  ImportableSequences,
  MapStyle,
  NearbyPhotos,
  OriginalUpload: z.object({ id: z.string(), receivedBytes: z.number() }),
  PasskeyChallenge,
  PhotoDetails,
  PhotoNeighbours,
  PhotoPage,
  RemovedTags,
  Report,
  ReportTaken,
  RequestedImport,
  RestoreCode,
  RestoreProgress,
  Sequence,
  SequenceChanges,
  SequenceDeletion,
  SequenceEditResults,
  SequencePhotoIds,
  SequenceProfile,
  SignNames: z.array(z.string()),
  Suggestions,
  Tag,
  TagHistory,
  TagRemoval,
  TagTypes,
  TileJson,
  ViewpointMark,
}

export type Answers = { [Name in keyof typeof SCHEMAS]: z.infer<(typeof SCHEMAS)[Name]> }

/** What the browser reads of JSON that it fetches: a row for each, loaded with the first of them, and zod with it. */
export const ANSWERS: { [Name in keyof Answers]: z.ZodMiniType<Answers[Name]> } = SCHEMAS
