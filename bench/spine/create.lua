-- POSTs a new case at a random point of the file $POINTS (lon lat a line), signed in as $COOKIE with $CSRF.
local report = require("report")
local points = {}
local headers = {}
local texts = {
  "门口路灯白天亮晚上不亮", "路口井盖松动，车一过就哐当响", "三号楼下水道堵了，污水返到一楼",
  "小区里电动车飞线充电", "绿化带树枝挡住采光，申请修剪", "停水四个小时了，什么时候能来水",
}

function init()
  math.randomseed(os.time())
  for line in io.lines(os.getenv("POINTS")) do points[#points + 1] = line end
  headers["Cookie"] = os.getenv("COOKIE")
  headers["X-CSRF-Token"] = os.getenv("CSRF")
  headers["Content-Type"] = "application/json"
end

function request()
  local lon, lat = points[math.random(#points)]:match("(%S+) (%S+)")
  local body = string.format('{"matter_id":"%s","text":"%s","channel":"phone","lon":%s,"lat":%s}',
    os.getenv("MATTER"), texts[math.random(#texts)], lon, lat)
  return wrk.format("POST", "/api/v1/cases", headers, body)
end

function done(summary, latency) report(summary, latency) end
