// The help of a program in another language than the one it is written in.
import type { EventEmitter } from 'node:events';
import type { Command, Option } from 'commander';
import { widthOf, wrap } from '../view/rows.ts';
import type { CommandHelp, HelpWords } from './words/cli-words.ts';

/** Puts the words of a language in the place of the program's own; what they lack stays as it is. */
export function translateHelp(program: Command, words: HelpWords): void {
  for (const [command, help] of [
    [program, words.program] as const,
    ...program.commands.map((each) => [each, words.commands[each.name()]] as const),
  ]) {
    command.configureHelp({
      displayWidth: widthOf,
      boxWrap: (text, width) => wrap(text, width).join('\n'),
      styleTitle: (title) => words.headings[title] ?? title,
      optionDescription: (option) => describeOption(option, words),
    });
    command.helpOption('-h, --help', words.helpOption);
    if (help !== undefined) replaceHelp(command, help);
  }
}

function replaceHelp(command: Command, help: CommandHelp): void {
  command.description(help.description);
  for (const argument of command.registeredArguments) {
    argument.description = help.arguments[argument.name()] ?? argument.description;
  }
  for (const option of command.options) option.description = help.options[option.long ?? ''] ?? option.description;
  // Commander's types do not say that a command is an EventEmitter, and has its further help from a listener.
  (command as unknown as EventEmitter).removeAllListeners('afterHelp');
  command.addHelpText('after', help.after);
}

/** Commander's own, with its two words translated. */
function describeOption({ description, argChoices, defaultValue }: Option, words: HelpWords): string {
  const more = [
    ...(argChoices === undefined ? [] : [words.choices(argChoices.map((choice) => JSON.stringify(choice)).join(', '))]),
    ...(defaultValue === undefined ? [] : [words.preset(JSON.stringify(defaultValue))]),
  ];
  return more.length === 0 ? description : `${description}（${more.join('；')}）`;
}
