/** The parameters that narrow the list of sequences. */
export const SEQUENCE_FILTERS = ['user', 'transport', 'sequenceTag', 'pano', 'from', 'to', 'since', 'mine']
