/** A person as Slack knows them. */
export interface Person {
  userId: string;
  name: string;
  email: string | null;
  /** IANA zone; null where Slack does not say. */
  timeZone: string | null;
  /** That of their Slack, where it is one of ours. */
  language?: string | undefined;
  isWorkspaceAdmin: boolean;
  /** Guests, bots, deactivated accounts and people of other organisations never act and are never handed a lead. */
  mayAct: boolean;
  /**
   * What their Slack status says: vacation, sick or out of office, and until when (null: no end is set). Absent or null
   * where it says nothing of the kind. An end that has passed means that they are back.
   */
  awayInSlack?: AwayInSlack | null;
}

export interface AwayInSlack {
  until: Date | null;
}

/** Who is who in Slack. Asked outside transactions only; answers may be some minutes old. */
export interface Directory {
  /** @throws {UnavailableError} when Slack cannot be asked, as opposed to knowing nobody of that address. */
  findByEmail(email: string): Promise<Person | undefined>;
  find(userId: string): Promise<Person | undefined>;
  /** What is remembered of them is out of date. */
  forget?: (userId: string) => void;
  /** The admins and owners of the Slack workspace. */
  listAdmins(): Promise<Person[]>;
  /** The user ids in a user group; none where the group, or the permission to look, is missing. */
  listGroup(groupId: string): Promise<string[]>;
  /**
   * The user ids in a user group, none where it is gone. Undefined: Slack does not let us look.
   * @throws {UnavailableError} when Slack cannot be asked.
   */
  findGroup(groupId: string): Promise<string[] | undefined>;
}
