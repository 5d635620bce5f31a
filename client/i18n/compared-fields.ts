import { type ComparedField, comparedFieldWords } from '../../shared/comparing/field-words.ts';
import { texts } from './index.ts';

/** Names of the fields that two versions are compared by. */
export const comparedFields = texts<Record<ComparedField, string>>(comparedFieldWords, {
  number: 'Number',
  content: 'Content',
  answer: 'Answer',
  field: 'Field',
  channel: 'Channel',
  village: 'Village',
  category: 'Category',
  unit: 'Unit in charge',
  state: 'State',
  outcome: 'Outcome in the hall',
  dueDate: 'Due date',
  dueReason: 'Reason of the due date',
  authority: 'Higher authority',
  answeredBy: 'Answered by',
  replyWish: 'Wish for a reply',
  replyDate: 'Date of the reply',
  replyNumber: 'Number of the reply',
  toldHow: 'How the citizen was told',
  toldAt: 'When the citizen was told',
  mergedInto: 'Merged into',
  citizenName: 'Citizen’s name',
  citizenPhone: 'Citizen’s phone',
  citizenAddress: 'Citizen’s address',
  name: 'Name',
  title: 'Title',
  group: 'Group',
  phone: 'Phone',
  present: 'Present',
});
