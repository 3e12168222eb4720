# Tests of the renderers.
add_executable(render_document ${CMAKE_CURRENT_LIST_DIR}/render_document.c)
target_link_libraries(render_document PRIVATE courier_render renewd_options)
target_compile_definitions(render_document PRIVATE _GNU_SOURCE)
