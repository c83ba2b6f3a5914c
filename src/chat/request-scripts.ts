/** @file What the request store asks of Redis in one step each, in Lua. */

/**
 * KEYS request; ARGV my id, prefix of the heartbeats, a time. 1: mine now, or before when it was asked before that time;
 * 0: of a living bot; -1: no such request.
 */
export const ADOPT = `
local follower = redis.call('HGET', KEYS[1], 'follower')
if not follower then return -1 end
if follower == ARGV[1] then
  return tonumber(redis.call('HGET', KEYS[1], 'askedAt') or '0') < tonumber(ARGV[3]) and 1 or 0
end
if redis.call('EXISTS', ARGV[2] .. follower) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'follower', ARGV[1])
return 1`;

/**
 * KEYS request; ARGV my id, prefix of the heartbeats. 1: followed by me from now on, or a draft that nobody follows;
 * 0: of a living bot.
 */
export const TAKE = `
local follower = redis.call('HGET', KEYS[1], 'follower')
if not follower or follower == ARGV[1] then return 1 end
if redis.call('EXISTS', ARGV[2] .. follower) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'follower', ARGV[1])
return 1`;

/** KEYS request, pictures ...; ARGV id, my id, term of the pictures in ms, field, value, ... What came of it: see `Settled`. */
export const POSTING = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 'removed' end
local follower = redis.call('HGET', KEYS[1], 'follower')
if follower and follower ~= ARGV[2] then return 'taken over' end
redis.call('HSET', KEYS[1], 'state', 'posting', unpack(ARGV, 4))
for i = 2, #KEYS do redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[3]) end
return 'kept'`;

/** KEYS request, outbox, pending; ARGV id, my id, term in ms, field, value, ... What came of it: see `Settled`. */
export const SETTLE = `
local follower = redis.call('HGET', KEYS[1], 'follower')
if follower and follower ~= ARGV[2] then return 'taken over' end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
if redis.call('EXISTS', KEYS[1]) == 0 then return 'removed' end
redis.call('HSET', KEYS[1], unpack(ARGV, 4))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 'kept'`;

/**
 * KEYS request, outbox, requests of its owner, pending, waiting; ARGV id, time, request, follower, oldest to keep,
 * states from which it may go on ('none' for a new one), between commas, now, term of the owner's list in ms. 0 for one in another state.
 */
export const ASK = `
local state = redis.call('HGET', KEYS[1], 'state') or 'none'
if not string.find(ARGV[6], ',' .. state .. ',', 1, true) then return 0 end
redis.call('HSET', KEYS[1], 'request', ARGV[3], 'state', 'asked', 'follower', ARGV[4], 'askedAt', ARGV[7])
redis.call('PERSIST', KEYS[1])
for i = 2, 4 do redis.call('ZADD', KEYS[i], ARGV[2], ARGV[1]) end
redis.call('ZREM', KEYS[5], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[3], 0, ARGV[5])
redis.call('PEXPIRE', KEYS[3], ARGV[8])
return 1`;

/**
 * KEYS request, waiting; ARGV id, now, until when the caller is to have ended it. Nil where nothing waits so long,
 * else the state in which it waited.
 */
export const EXPIRE = `
local due = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not due or tonumber(due) > tonumber(ARGV[2]) then return nil end
local state = redis.call('HGET', KEYS[1], 'state')
if state == 'draft' or state == 'held' then
  redis.call('HSET', KEYS[1], 'state', 'expired', 'waited', state)
elseif state ~= 'expired' then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return nil
end
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
return redis.call('HGET', KEYS[1], 'waited')`;

/** KEYS request, sorted sets that name it ...; ARGV id. Its fields and values as they were. */
export const REMOVE = `
local fields = redis.call('HGETALL', KEYS[1])
redis.call('DEL', KEYS[1])
for i = 2, #KEYS do redis.call('ZREM', KEYS[i], ARGV[1]) end
return fields`;

/** KEYS request. 1 for the one who removed the draft. */
export const CLAIM = `
if redis.call('HGET', KEYS[1], 'state') ~= 'draft' then return 0 end
return redis.call('DEL', KEYS[1])`;

/** KEYS request; ARGV field. Only of a draft. */
export const AGREE = `
if redis.call('HGET', KEYS[1], 'state') ~= 'draft' then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], '1')
return 1`;

/** KEYS request; ARGV field, value, ... Sets the fields of a request that still exists. */
export const UPDATE = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV))
return 1`;
