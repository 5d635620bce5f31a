/** A page in which something went wrong at its start has so long to come up all the same, ms. */
export const afterError = 4000;
/** A page that says nothing at all has so many seconds while somebody looks at it. */
export const whiteSeconds = 20;
/** After so long a page that came up has proved that its build works, ms. */
export const provedAfter = 60_000;
/** A page given so short a time ago may still come up, ms. */
export const comingUp = 3000;
/** A page that nobody looks at is watched for no more than so many seconds. */
export const mostLooks = 60;
/** A page given is there after so many seconds, or was closed. */
export const appears = 3;
