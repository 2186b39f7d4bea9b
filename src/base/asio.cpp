// Asio, its TLS part and Beast's parsers, compiled once for the whole program: the SEPARATE_COMPILATION macros of
// linli_options turn their headers into declarations everywhere else.

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
