/**
 * Whether a status is one of those that a target group's matcher counts as a passed health check.
 *
 * @param codes - `200`, `200-399` or `200,204,301-302`
 */
export function matchesCode(codes: string, status: number): boolean {
  return codes.split(',').some((part) => {
    const [least = Number.NaN, most = least] = part.split('-').map(Number);
    return status >= least && status <= most;
  });
}
