/** @file How long a prompt may be before it is looked at; whether it fits the model, the worker says. */
export const MAX_PROMPT = 400;
