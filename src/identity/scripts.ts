/** @file The identity store's atomic steps, as Lua that runs inside Redis. */

/** The owner's names live as long as the longest of the identities, and no longer: a member who never comes back leaves none. */
const KEEP_OWNER = `
local left = redis.call('PTTL', KEYS[1])
if redis.call('PTTL', KEYS[2]) < left then redis.call('PEXPIRE', KEYS[2], left) end`;

/**
 * KEYS identity, owner; ARGV identity key's prefix, id, name, expiry in ms, then field, value, ... of the identity.
 * Returns 0 when another living identity of the owner has the name. Running it again with the same id is harmless.
 */
export const CREATE = `
local holder = redis.call('HGET', KEYS[2], 'name:' .. ARGV[3])
if holder and holder ~= ARGV[2] and redis.call('EXISTS', ARGV[1] .. holder) == 1 then return 0 end
local former = redis.call('HGET', KEYS[1], 'name')
if former then redis.call('HDEL', KEYS[2], 'name:' .. former) end
redis.call('HSET', KEYS[1], 'name', ARGV[3], unpack(ARGV, 5))
redis.call('PEXPIREAT', KEYS[1], ARGV[4])
redis.call('HSET', KEYS[2], 'name:' .. ARGV[3], ARGV[2])
redis.call('HSETNX', KEYS[2], 'default', ARGV[2])
${KEEP_OWNER}
return 1`;

/** KEYS owner; ARGV identity key's prefix. Returns the default's id or '', then name, record, ...; names of the dead go. */
export const LIST = `
local rows = { redis.call('HGET', KEYS[1], 'default') or '' }
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  if string.sub(fields[i], 1, 5) == 'name:' then
    local record = redis.call('HGET', ARGV[1] .. fields[i + 1], 'record')
    if record then
      rows[#rows + 1] = string.sub(fields[i], 6)
      rows[#rows + 1] = record
    else
      redis.call('HDEL', KEYS[1], fields[i])
    end
  end
end
return rows`;

/** KEYS identity, owner; ARGV identity key's prefix, id, new name. Returns 0 when gone, -1 when the name is taken. */
export const RENAME = `
local former = redis.call('HGET', KEYS[1], 'name')
if not former then return 0 end
local holder = redis.call('HGET', KEYS[2], 'name:' .. ARGV[3])
if holder and holder ~= ARGV[2] and redis.call('EXISTS', ARGV[1] .. holder) == 1 then return -1 end
redis.call('HDEL', KEYS[2], 'name:' .. former)
redis.call('HSET', KEYS[1], 'name', ARGV[3])
redis.call('HSET', KEYS[2], 'name:' .. ARGV[3], ARGV[2])
return 1`;

/** KEYS identity, owner, grants; ARGV id. Returns how many identities died (0 or 1). */
export const REMOVE = `
redis.call('DEL', KEYS[3])
local name = redis.call('HGET', KEYS[1], 'name')
if name then redis.call('HDEL', KEYS[2], 'name:' .. name) end
if redis.call('HGET', KEYS[2], 'default') == ARGV[1] then redis.call('HDEL', KEYS[2], 'default') end
return redis.call('DEL', KEYS[1])`;

/** KEYS identity, owner; ARGV record, expiry in ms. Returns 0 when gone. Its owner may be reminded again. */
export const RENEW = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'record', ARGV[1])
redis.call('HDEL', KEYS[1], 'reminded')
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
${KEEP_OWNER}
return 1`;

/** KEYS identity; ARGV expiry that is told of. Returns 1 for the first who tells of it. */
export const REMIND = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSETNX', KEYS[1], 'reminded', ARGV[1])`;

/** KEYS identity; ARGV key id expected, key id new, wrapped key new. Replaces the wrapped key unless somebody else did. */
export const REWRAP = `
if redis.call('HGET', KEYS[1], 'keyId') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'keyId', ARGV[2], 'wrappedKey', ARGV[3])
return 1`;
