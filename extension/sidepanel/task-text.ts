import type { Task } from '../shared/task';
import type { TextName } from '../shared/texts';

/** What the panel says of a task. */
interface TaskTexts {
	/** The task itself, as its button says it. */
	readonly action: TextName;
	/** Stands before the title of the page. */
	readonly about: TextName;
	/** While its page is read. */
	readonly reading: TextName;
	readonly working: TextName;
	readonly ready: TextName;
	readonly interrupted: TextName;
}

const ANSWER = {
	reading: 'statusReading',
	working: 'statusAnswering',
	ready: 'statusAnswerReady',
	interrupted: 'statusAnswerInterrupted',
} as const;

/** The words for every type of task. */
export const TASK_TEXTS: Readonly<Record<Task['type'], TaskTexts>> = {
	'summarize-page': {
		action: 'summarizePage',
		about: 'summaryOf',
		reading: 'statusReading',
		working: 'statusSummarizing',
		ready: 'statusReady',
		interrupted: 'statusInterrupted',
	},
	'summarize-selection': {
		action: 'summarizeSelection',
		about: 'summaryOfSelection',
		reading: 'statusReading',
		working: 'statusSummarizing',
		ready: 'statusReady',
		interrupted: 'statusSelectionInterrupted',
	},
	'ask-page': { ...ANSWER, action: 'askPage', about: 'answerFrom' },
	'describe-image': {
		action: 'describeImage',
		about: 'descriptionOf',
		reading: 'statusDescribing',
		working: 'statusDescribing',
		ready: 'statusDescriptionReady',
		interrupted: 'statusDescriptionInterrupted',
	},
	'ask-image': { ...ANSWER, action: 'askImage', about: 'answerAbout', reading: 'statusAnswering' },
	'search-web': {
		...ANSWER,
		action: 'searchWeb',
		about: 'answerFromWeb',
		reading: 'statusSearching',
		working: 'statusSearching',
	},
};
