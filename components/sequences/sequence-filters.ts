/** The parameters that narrow the list of sequences. */
export const SEQUENCE_FILTERS = ['q', 'user', 'transport', 'sequenceTag', 'pano', 'from', 'to', 'since', 'mine']
