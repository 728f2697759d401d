/** Mapillary makes sequences of new photos within about three days. */
export const EXPECTED_WAIT_HOURS = 72

/** After so many days an announced sequence is given up; it stays listed as such for as long again, and still arrives if Mapillary makes it then. */
export const WAIT_DAYS = 30
export const LISTED_DAYS = 30
