/** The people and channels of the pretend workspace, and how Slack describes them. */
import type { JsonObject } from './json.ts';

export type Member = {
  id: string;
  name: string;
  email: string;
  /** IANA zone; `undefined`: Slack does not tell one. */
  tz: string | undefined;
  /** Such as `ja-JP`. */
  locale: string;
  isAdmin: boolean;
  /** A guest. */
  isRestricted: boolean;
  isDeleted: boolean;
  isBot: boolean;
  /** Another team than the workspace's own: somebody of another organisation in a shared channel. */
  teamId: string;
};

export type Channel = {
  id: string;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** Whether the bot is in it. */
  isMember: boolean;
  /** Shared with another organisation. */
  isExtShared: boolean;
  members: string[];
};

export type NewMember = { id: string; name: string } & Partial<Member>;
export type NewChannel = { id: string; name: string } & Partial<Channel>;

export function memberFrom(input: NewMember, teamId: string): Member {
  const email = `${input.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@corp.test`;
  const defaults = { email, tz: 'Europe/London', locale: 'en-US', teamId, ...noFlags };
  return { ...defaults, ...input };
}

const noFlags = { isAdmin: false, isRestricted: false, isDeleted: false, isBot: false };

export function channelFrom(input: NewChannel): Channel {
  const flags = { isPrivate: false, isArchived: false, isMember: true, isExtShared: false };
  return { ...flags, members: [], ...input };
}

export function directMessageId(userId: string): string {
  return `D${userId.slice(1)}`;
}

export function userJson(member: Member): JsonObject {
  return {
    id: member.id,
    team_id: member.teamId,
    name: member.name.toLowerCase().replaceAll(' ', '.'),
    real_name: member.name,
    deleted: member.isDeleted,
    is_admin: member.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: member.isRestricted,
    is_ultra_restricted: false,
    is_bot: member.isBot,
    is_app_user: false,
    locale: member.locale,
    updated: 1_767_225_600,
    ...(member.tz === undefined ? {} : { tz: member.tz, tz_label: member.tz, tz_offset: 0 }),
    profile: {
      real_name: member.name,
      display_name: member.name,
      team: member.teamId,
      ...(member.isBot ? {} : { email: member.email }),
    },
  };
}

export function channelJson(channel: Channel): JsonObject {
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_member: channel.isMember,
    is_shared: channel.isExtShared,
    is_ext_shared: channel.isExtShared,
    is_org_shared: false,
    num_members: channel.members.length,
  };
}

export function directMessageJson(userId: string): JsonObject {
  return { id: directMessageId(userId), is_im: true, is_channel: false, is_archived: false, user: userId };
}
