// A small AIVDM encoder for recordings that the simulator would never make. Source: ITU-R M.1371-5, annex 8.

class Bits {
  text = '';
  number(value, width) {
    this.text += (BigInt.asUintN(width, BigInt(Math.round(value)))).toString(2).padStart(width, '0');
    return this;
  }
  letters(text, count) {
    for (let at = 0; at < count; at++) {
      const code = at < text.length ? text.toUpperCase().charCodeAt(at) : 64;
      this.number(code >= 64 ? code - 64 : code, 6);
    }
    return this;
  }
  armoured() {
    const fill = (6 - (this.text.length % 6)) % 6;
    const whole = this.text + '0'.repeat(fill);
    let payload = '';
    for (let at = 0; at < whole.length; at += 6) {
      const value = parseInt(whole.slice(at, at + 6), 2);
      payload += String.fromCharCode(value < 40 ? value + 48 : value + 56);
    }
    return { payload, fill };
  }
}

function checksum(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum ^= text.charCodeAt(at);
  return sum.toString(16).toUpperCase().padStart(2, '0');
}

let group = 0;
function sentences(bits, time) {
  const { payload, fill } = bits.armoured();
  const parts = payload.match(/.{1,56}/g);
  const id = parts.length > 1 ? String(group++ % 10) : '';
  const tag = `c:${Math.floor(time / 1000)}`;
  return parts
    .map((part, index) => {
      const body = `AIVDM,${parts.length},${index + 1},${id},A,${part},${index === parts.length - 1 ? fill : 0}`;
      return `\\${tag}*${checksum(tag)}\\!${body}*${checksum(body)}\n`;
    })
    .join('');
}

/** A position report of class A, message 1. Knots, degrees; null is "not available". */
export function position(time, { mmsi, latitude, longitude, knots = 0, course = null, heading = null, status = 0 }) {
  return sentences(
    new Bits()
      .number(1, 6).number(0, 2).number(mmsi, 30).number(status, 4).number(-128, 8).number(knots * 10, 10).number(1, 1)
      .number(longitude * 600_000, 28).number(latitude * 600_000, 27).number(course === null ? 3600 : course * 10, 12)
      .number(heading === null ? 511 : heading, 9).number(Math.floor(time / 1000) % 60, 6).number(0, 2).number(0, 3).number(0, 1)
      .number(0, 19),
    time,
  );
}

/** Static and voyage data, message 5. */
export function particulars(time, { mmsi, name, callSign = '', imo = 0, type = 70, destination = '' }) {
  return sentences(
    new Bits()
      .number(5, 6).number(0, 2).number(mmsi, 30).number(0, 2).number(imo, 30).letters(callSign, 7).letters(name, 20).number(type, 8)
      .number(100, 9).number(50, 9).number(12, 6).number(12, 6).number(1, 4).number(0, 4).number(0, 5).number(24, 5).number(60, 6)
      .number(0, 8).letters(destination, 20).number(0, 1).number(0, 1),
    time,
  );
}

/** A position report of class B, message 18. Knots, degrees. */
export function boat(time, { mmsi, latitude, longitude, knots = 0, course = 0 }) {
  return sentences(
    new Bits()
      .number(18, 6).number(0, 2).number(mmsi, 30).number(0, 8).number(knots * 10, 10).number(1, 1).number(longitude * 600_000, 28)
      .number(latitude * 600_000, 27).number(course * 10, 12).number(511, 9).number(Math.floor(time / 1000) % 60, 6).number(0, 2)
      .number(1, 1).number(0, 1).number(0, 1).number(1, 1).number(1, 1).number(0, 1).number(0, 1).number(0, 20),
    time,
  );
}

/** The name of a class B boat, message 24, part A. */
export function boatName(time, { mmsi, name }) {
  return sentences(new Bits().number(24, 6).number(0, 2).number(mmsi, 30).number(0, 2).letters(name, 20).number(0, 8), time);
}

/** What a class B boat is, message 24, part B; its size is not said. */
export function boatType(time, { mmsi, type = 37 }) {
  return sentences(new Bits().number(24, 6).number(0, 2).number(mmsi, 30).number(1, 2).number(type, 8).number(0, 42).letters('', 7).number(0, 30).number(0, 6), time);
}
