# Builds web/dist with npm and writes it, as assembly and a table, into the target's sources.
function(linli_embed_pages target)
  set(web ${CMAKE_SOURCE_DIR}/web)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${web}/src/*.ts ${web}/src/*.vue ${web}/src/*.css ${web}/src/*.json
       ${web}/public/*)
  file(GLOB_RECURSE more CONFIGURE_DEPENDS ${web}/sw/*)
  list(APPEND inputs ${more} ${web}/index.html ${web}/package-lock.json ${web}/vite.config.ts)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/pages)
  add_custom_command(
    OUTPUT ${out}/pages.S ${out}/pages_table.cpp
    COMMAND npm --prefix ${web} run --silent build -- --logLevel warn
    COMMAND node ${CMAKE_SOURCE_DIR}/scripts/embed_pages.mjs ${web}/dist ${out}
    DEPENDS ${inputs} ${CMAKE_SOURCE_DIR}/scripts/embed_pages.mjs
    COMMENT "Building the pages"
    VERBATIM)
  target_sources(${target} PRIVATE ${out}/pages.S ${out}/pages_table.cpp)
endfunction()
