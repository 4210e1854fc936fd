import type { Tx } from '../../../../db/tx.ts';
import { pinyinKeys } from '../../../../db/pinyin.ts';
import type { CanonicalAddress, CanonicalPerson } from '../../../../domain/orders/canonical.ts';
import { normalAddress, resolveDivision } from '../../places.ts';

export interface PlacedCustomer {
  customerId: string;
  addressId: string;
  keyId: number;
  divisionCode: string | null;
  distanceM: number | null;
  distanceMethod: string | null;
  /** False when this very customer was known before. */
  isNew: boolean;
}

/**
 * The customer a person is: one with the same whole phone and the same name, else a new one. A masked phone or another
 * name never joins two people's files.
 */
export function placePerson(
  tx: Tx,
  person: CanonicalPerson,
): { customerId: string; keyId: number; isNew: boolean } {
  const known =
    person.phone === null || person.phoneMasked
      ? undefined
      : tx.get<{ id: string; key_id: number }>(
          'SELECT id, key_id FROM customer WHERE phone = ? AND name = ? AND deleted_at IS NULL LIMIT 1',
          person.phone,
          person.name,
        );
  const keyId = known?.key_id ?? tx.newKeyId();
  const customerId = known?.id ?? insertCustomer(tx, keyId, person);
  if (known !== undefined && person.virtualPhone !== null) {
    tx.update('customer', known.id, {
      virtual_phone: person.virtualPhone,
      virtual_phone_expires_at: person.virtualPhoneExpiresAt,
    });
  }
  return { customerId, keyId, isNew: known === undefined };
}

/** The customer and address rows of an incoming order. */
export function placeCustomer(tx: Tx, person: CanonicalPerson, place: CanonicalAddress): PlacedCustomer {
  const { customerId, keyId, isNew } = placePerson(tx, person);
  const normal = normalAddress(place);
  const sameAddress = isNew
    ? undefined
    : tx.get<{
        id: string;
        division_code: string | null;
        distance_m: number | null;
        distance_method: string | null;
      }>(
        'SELECT id, division_code, distance_m, distance_method FROM address WHERE customer_id = ? AND normal = ? LIMIT 1',
        customerId,
        normal,
      );
  if (sameAddress !== undefined) {
    return {
      customerId,
      addressId: sameAddress.id,
      keyId,
      divisionCode: sameAddress.division_code,
      distanceM: sameAddress.distance_m,
      distanceMethod: sameAddress.distance_method,
      isNew: false,
    };
  }
  const found = resolveDivision(tx, place);
  const addressId = tx.insert('address', {
    customer_id: customerId,
    key_id: keyId,
    division_code: found.divisionCode,
    province: place.province,
    city: place.city,
    county: place.county,
    town: place.town,
    detail: place.detail,
    normal,
    estate_id: found.estateId,
    distance_m: found.distanceM,
    distance_method: found.method,
    x_m: found.xM,
    y_m: found.yM,
  });
  return {
    customerId,
    addressId,
    keyId,
    divisionCode: found.divisionCode,
    distanceM: found.distanceM,
    distanceMethod: found.method,
    isNew,
  };
}

function insertCustomer(tx: Tx, keyId: number, person: CanonicalPerson): string {
  const keys = pinyinKeys(person.name);
  return tx.insert('customer', {
    key_id: keyId,
    name: person.name,
    name_pinyin: keys.full,
    name_initials: keys.initials,
    phone: person.phone,
    phone_masked: person.phoneMasked,
    phone_tail: tailOf(person.phone),
    phone2: person.phone2,
    virtual_phone: person.virtualPhone,
    virtual_phone_expires_at: person.virtualPhoneExpiresAt,
    created_at: tx.at,
  });
}

const tailOf = (phone: string | null): string | null =>
  phone === null || phone.length < 4 ? null : phone.slice(-4);
