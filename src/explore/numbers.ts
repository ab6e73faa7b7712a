// A growing list of numbers in one typed array.

export class Numbers {
  length = 0;
  private items = new Int32Array(1 << 8);

  push(value: number): void {
    if (this.length === this.items.length) {
      const items = new Int32Array(Math.ceil(1.5 * this.length));
      items.set(this.items);
      this.items = items;
    }
    this.items[this.length] = value;
    this.length += 1;
  }

  taken(): Int32Array {
    return this.items.subarray(0, this.length);
  }
}
