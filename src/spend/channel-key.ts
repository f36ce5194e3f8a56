/** Channels, campaigns and sources are the same whatever their case and the blanks around them; none is ''. */
export function channelKey(name: string | null | undefined): string {
  return name?.trim().toLowerCase() ?? '';
}
