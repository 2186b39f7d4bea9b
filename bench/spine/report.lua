-- Prints what a run did as one line of JSON.
return function(summary, latency)
  local errors = summary.errors
  local sockets = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    'REPORT {"per_second":%.1f,"p50_us":%d,"p95_us":%d,"p99_us":%d,"requests":%d,"bad":%d,"sockets":%d}\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(50), latency:percentile(95),
    latency:percentile(99), summary.requests, errors.status + sockets, sockets))
end
