import type { Door } from './network-door.ts';

/** One user's share of a door. */
export interface DoorShare {
  readonly door: Door;
  /** Gives the share back; the door is closed with the last one. Safe to call again. */
  leave(): Promise<void>;
}

/** Doors by name, each open as long as somebody uses it: whoever watches for its evaluator, and whoever has it open. */
export interface Doors {
  find(name: string): Door | undefined;
  /** Takes a share of a door, which is made when there is none of that name. */
  enter(name: string, make: () => Door): DoorShare;
}

/** No doors yet. */
export function createDoors(): Doors {
  const doors = new Map<string, { readonly door: Door; users: number }>();
  return {
    find: (name) => doors.get(name)?.door,
    enter(name, make) {
      const entry = doors.get(name) ?? { door: make(), users: 0 };
      doors.set(name, entry);
      entry.users += 1;
      let left: Promise<void> | undefined;
      const leaveNow = async (): Promise<void> => {
        entry.users -= 1;
        if (entry.users > 0) return;
        doors.delete(name);
        await entry.door.close();
      };
      return {
        door: entry.door,
        leave: () => {
          left ??= leaveNow();
          return left;
        },
      };
    },
  };
}
