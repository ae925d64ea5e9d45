// What an update, or what belongs to a picture, is refused for: no honest sender makes it.
export class BadUpdate extends Error {
  constructor(why) {
    super(why);
    this.name = "BadUpdate";
  }
}
