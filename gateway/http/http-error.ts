/** What an error answer says: a code for programs, a message that names the field and the cure for people. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly issues?: readonly { readonly field: string; readonly problem: string }[];
}

/** A refusal that a handler decided on. */
export class HttpError extends Error {
  readonly statusCode: number;
  readonly body: ErrorBody;

  constructor(statusCode: number, body: ErrorBody) {
    super(body.code);
    this.statusCode = statusCode;
    this.body = body;
  }
}
