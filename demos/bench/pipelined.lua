-- SPDX-License-Identifier: BSL-1.0
--
-- For wrk: each connection sends sixteen requests at a time, and sixteen more
-- when all of them are answered.
local sixteen

function init()
  local requests = {}
  for i = 1, 16 do
    requests[i] = wrk.format()
  end
  sixteen = table.concat(requests)
end

function request()
  return sixteen
end
