-- GETs the paths of the file $PATHS in random order, with the cookie $COOKIE.
local report = require("report")
local requests = {}

function init()
  math.randomseed(1)
  local headers = {}
  if os.getenv("COOKIE") then headers["Cookie"] = os.getenv("COOKIE") end
  for path in io.lines(os.getenv("PATHS")) do
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end

function request() return requests[math.random(#requests)] end

function done(summary, latency) report(summary, latency) end
