-- Looks for the words of the file $WORDS in random order, as the page does, signed in as $COOKIE with $CSRF.
local report = require("report")
local requests = {}

function init()
  math.randomseed(1)
  local headers = { ["Cookie"] = os.getenv("COOKIE"), ["X-CSRF-Token"] = os.getenv("CSRF"), ["Content-Type"] = "application/json" }
  for word in io.lines(os.getenv("WORDS")) do
    requests[#requests + 1] = wrk.format("POST", "/api/v1/persons/search", headers, string.format('{"q":"%s","limit":20}', word))
  end
end

function request() return requests[math.random(#requests)] end

function done(summary, latency) report(summary, latency) end
