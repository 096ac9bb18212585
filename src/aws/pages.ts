/** One page of a listing. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page starts; absent on the last. */
  readonly next: string | undefined;
}

/** All items of a listing that AWS hands out page by page. */
export async function allPages<Item>(turn: (from: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let from: string | undefined;
  do {
    const page = await turn(from);
    items.push(...page.items);
    from = page.next;
  } while (from !== undefined && from !== '');
  return items;
}
