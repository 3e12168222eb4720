# Documents -> the bytes of a channel: pure, so it stands apart from what touches the network.
add_library(courier_render STATIC
    render_calendar.c render_fit.c render_header.c render_html.c render_html_rows.c render_mail.c render_mailbox.c
    render_slack.c render_slack_lists.c render_slack_text.c render_text.c render_view.c render_webhook.c render_webhook_entry.c render_wrap.c)
target_include_directories(courier_render PUBLIC ${PROJECT_SOURCE_DIR})
target_compile_definitions(courier_render PRIVATE _GNU_SOURCE)
target_link_libraries(courier_render
    PUBLIC core message wire PkgConfig::JANSSON PkgConfig::GMIME PkgConfig::ICAL
    PRIVATE renewd_options)
