/** Leaves for the ways to sign in, and comes back to this page; what was not sent waits on the device meanwhile. */
export function signInAgain(): void {
  location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
}
