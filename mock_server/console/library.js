// The scenarios that come with the fakes, asked for once.
import { all } from './admin.js';

let asked;

export function scenarios() {
  asked ??= all('ListScenarios', 'scenarios').catch((error) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

export const libraryIds = async () => (await scenarios()).map(({ id }) => id);
