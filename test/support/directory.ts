import { UnavailableError } from '../../src/errors.ts';
import type { Directory, Person } from '../../src/team/directory.ts';

export interface TestDirectory extends Directory {
  isAvailable: boolean;
  asked: string[];
}

/** A Slack that knows these people, until `isAvailable` is set to false. */
export function aDirectory(...people: Person[]): TestDirectory {
  return {
    isAvailable: true,
    asked: [],
    async findByEmail(email) {
      this.asked.push(email);
      if (!this.isAvailable) throw new UnavailableError('Slack does not answer.');
      return people.find((person) => person.email === email);
    },
    async find(userId) {
      return people.find((person) => person.userId === userId);
    },
    async listGroup() {
      return [];
    },
    async findGroup() {
      return [];
    },
    async listAdmins() {
      if (!this.isAvailable) throw new UnavailableError('Slack does not answer.');
      return people.filter((person) => person.isWorkspaceAdmin && person.mayAct);
    },
  };
}
